/**
 * The laws that published tables keep among each other: all published tables in, {@code ops_check}
 * out.
 */
package org.desirepath.check;
