package org.desirepath.demo;

/**
 * What was written.
 *
 * @param accounts accounts with people
 * @param persons people, known or not
 * @param sessions true web sessions
 * @param deals deals and renewals
 * @param tickets tickets
 * @param webRows rows in the web export, dirt included
 * @param crmRows rows in the CRM export, dirt included
 * @param helpdeskRows rows in the help desk export, dirt included
 */
public record DemoSummary(
    int accounts,
    long persons,
    long sessions,
    long deals,
    long tickets,
    long webRows,
    long crmRows,
    long helpdeskRows) {}
