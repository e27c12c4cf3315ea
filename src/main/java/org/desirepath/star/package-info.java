/**
 * Puts keys of one table into another: what the steps found in, the published dimensions and facts
 * out.
 */
package org.desirepath.star;
