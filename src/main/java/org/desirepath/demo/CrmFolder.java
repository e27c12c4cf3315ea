package org.desirepath.demo;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** The CRM export: one CSV file for each kind of record (Salesforce, weekly data export). */
final class CrmFolder implements Closeable {

  static final String NAME = "salesforce";

  /** Kinds of record and their columns, in the order of the files. */
  enum Table {
    ACCOUNT(
        "Account",
        "Id,IsDeleted,MasterRecordId,Name,Type,ParentId,BillingStreet,BillingCity,BillingState,"
            + "BillingPostalCode,BillingCountry,Phone,Website,Industry,AnnualRevenue,"
            + "NumberOfEmployees,Description,OwnerId,CreatedDate,CreatedById,LastModifiedDate,"
            + "LastModifiedById,SystemModstamp,LastActivityDate,AccountSource"),
    CAMPAIGN(
        "Campaign",
        "Id,IsDeleted,Name,ParentId,Type,Status,StartDate,EndDate,IsActive,OwnerId,CreatedDate,"
            + "CreatedById,LastModifiedDate,LastModifiedById,SystemModstamp"),
    CAMPAIGN_MEMBER(
        "CampaignMember",
        "Id,IsDeleted,CampaignId,LeadId,ContactId,Status,HasResponded,CreatedDate,CreatedById,"
            + "LastModifiedDate,SystemModstamp,FirstRespondedDate"),
    CONTACT(
        "Contact",
        "Id,IsDeleted,MasterRecordId,AccountId,LastName,FirstName,Salutation,MailingCity,"
            + "MailingCountry,Phone,Email,Title,Department,LeadSource,HasOptedOutOfEmail,OwnerId,"
            + "CreatedDate,CreatedById,LastModifiedDate,LastModifiedById,SystemModstamp,"
            + "LastActivityDate,No_Longer_at_Company__c,Enrichment_Score__c"),
    EVENT(
        "Event",
        "Id,AccountId,ActivityDate,ActivityDateTime,CreatedById,CreatedDate,Description,"
            + "DurationInMinutes,EndDateTime,IsAllDayEvent,IsDeleted,IsPrivate,LastModifiedById,"
            + "LastModifiedDate,Location,OwnerId,ShowAs,StartDateTime,Subject,SystemModstamp,Type,"
            + "WhatId,WhoId"),
    LEAD(
        "Lead",
        "Id,IsDeleted,MasterRecordId,LastName,FirstName,Title,Company,City,Country,Phone,Email,"
            + "Description,LeadSource,Status,Industry,NumberOfEmployees,IsConverted,ConvertedDate,"
            + "ConvertedAccountId,ConvertedContactId,ConvertedOpportunityId,OwnerId,CreatedDate,"
            + "CreatedById,LastModifiedDate,LastModifiedById,SystemModstamp"),
    OPPORTUNITY(
        "Opportunity",
        "Id,IsDeleted,AccountId,Name,Description,StageName,Amount,Probability,CloseDate,Type,"
            + "LeadSource,IsClosed,IsWon,ForecastCategory,OwnerId,CreatedDate,CreatedById,"
            + "LastModifiedDate,LastModifiedById,SystemModstamp,Loss_Reason__c,"
            + "Problem_Maturity__c"),
    CONTACT_ROLE(
        "OpportunityContactRole",
        "Id,OpportunityId,ContactId,Role,IsPrimary,CreatedDate,CreatedById,LastModifiedDate,"
            + "SystemModstamp,IsDeleted"),
    HISTORY(
        "OpportunityHistory",
        "Id,OpportunityId,CreatedById,CreatedDate,StageName,Amount,ExpectedRevenue,CloseDate,"
            + "Probability,ForecastCategory,SystemModstamp,IsDeleted"),
    TASK(
        "Task",
        "Id,WhoId,WhatId,Engagement__c,Subject,ActivityDate,Status,Priority,IsHighPriority,"
            + "Description,IsDeleted,AccountId,IsClosed,OwnerId,CreatedDate,CreatedById,"
            + "LastModifiedDate,LastModifiedById,SystemModstamp,CallDurationInSeconds,CallType,"
            + "TaskSubtype,Type,CompletedDateTime");

    final String fileName;
    private final String columns;

    Table(String name, String columns) {
      this.fileName = NAME + "/" + name + ".csv";
      this.columns = columns;
    }
  }

  private final Map<Table, CsvFile> files = new EnumMap<>(Table.class);
  private final Ledger ledger;

  /** With dirt, two of the files look as if they had been through a spreadsheet. */
  CrmFolder(Path out, boolean hostile, Ledger ledger) throws IOException {
    this.ledger = ledger;
    Files.createDirectories(out.resolve(NAME));
    for (Table table : Table.values()) {
      boolean windows = hostile && (table == Table.ACCOUNT || table == Table.CONTACT);
      CsvFile.Style style = windows ? CsvFile.Style.WINDOWS : CsvFile.Style.QUOTED;
      files.put(
          table, new CsvFile(out.resolve(table.fileName), style, table.columns.split(",", -1)));
      ledger.open(table.fileName);
    }
  }

  /** Writes a good row; the values in the order of the columns. */
  void accept(Table table, String... values) throws IOException {
    files.get(table).write(values);
    ledger.accept(table.fileName);
  }

  void soil(Dirt kind, Table table, String... values) throws IOException {
    files.get(table).write(values);
    ledger.soil(table.fileName, kind);
  }

  void remark(Table table, Dirt kind) {
    ledger.remark(table.fileName, kind);
  }

  @Override
  public void close() throws IOException {
    for (CsvFile file : files.values()) {
      file.close();
    }
  }
}
