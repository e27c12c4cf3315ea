/**
 * The ways people take: JourneySteps, JourneyFacts (and, for more scopes, AccountDimension and
 * PersonDimension) in; JourneySequences, Paths, PathSteps, Transitions, StepMatrix and Funnels out.
 */
package org.desirepath.path;
