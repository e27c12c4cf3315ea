/** What people read: progress and summary; the only package that brings rows to the driver. */
package org.desirepath.report;
