/**
 * The lake: rows of a step in, one stored and checked table out; a run's tables in, one published
 * version out.
 */
package org.desirepath.lake;
