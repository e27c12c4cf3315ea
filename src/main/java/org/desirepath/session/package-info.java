/** Groups touchpoints into visits: Touchpoints in, SessionTouchpoints and Sessions out. */
package org.desirepath.session;
