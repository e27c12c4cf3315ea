/**
 * The ways people take: JourneySteps, JourneyFacts (and, for more scopes, AccountDimension and
 * PersonDimension) in; JourneySequences, Paths, PathSteps and Transitions out.
 */
package org.desirepath.path;
