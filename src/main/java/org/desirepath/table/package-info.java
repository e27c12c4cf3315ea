/**
 * The tables: what each row and column means, declared once; rows in, the same rows checked out.
 */
package org.desirepath.table;
