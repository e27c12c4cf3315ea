/**
 * Writes linked exports of an invented vendor, with the truth behind them: settings in, files in
 * the formats of a GA4 BigQuery export, a Salesforce data export and a Zendesk incremental export
 * out.
 */
package org.desirepath.demo;
