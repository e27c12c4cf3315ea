/**
 * Orders touchpoints from the first to an outcome or a long silence: Touchpoints,
 * SessionTouchpoints, Deals and AccountKeys in, JourneySteps and Journeys out.
 */
package org.desirepath.journey;
