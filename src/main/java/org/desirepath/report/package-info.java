/**
 * What people read: progress, summary and reports; the only package that brings rows to the driver.
 */
package org.desirepath.report;
