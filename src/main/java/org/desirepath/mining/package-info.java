/**
 * Finds the patterns that many sequences share: plain Java on arrays of numbers, without Spark, for
 * one task at a time. Weighted sequences of item codes in, a tree of patterns with exact supports
 * out.
 */
package org.desirepath.mining;
