package org.desirepath.demo;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The truth behind the exports, account by account. */
final class TruthFolder implements Closeable {

  static final String NAME = "truth";

  private final Path folder;
  private final CsvFile events;
  private final CsvFile sessions;
  private final CsvFile identifiers;
  private final CsvFile employments;
  private final CsvFile accounts;
  private final CsvFile outcomes;
  private final CsvFile tickets;
  private final List<CsvFile> files = new ArrayList<>();

  TruthFolder(Path out) throws IOException {
    folder = Files.createDirectories(out.resolve(NAME));
    events =
        open(
            "events.csv.gz",
            "source,source_event_key,occurred_ms,precision,file,touchpoint,is_touchpoint,direction,"
                + "true_person_id,entity_id,resolvable,true_account_id,deal_id,true_session_no,"
                + "session_no_all_sources,entity_session_no,persona,planted");
    sessions =
        open(
            "sessions.csv.gz",
            "true_person_id,true_session_no,entity_id,resolvable,true_account_id,deal_id,phase,"
                + "started_ms,ended_ms,touchpoint_count,device,device_count,persona,bayes_persona,"
                + "bayes_probability,planted,path,bayes_next_log_loss");
    identifiers =
        open(
            "person_of_identifier.csv",
            "identifier_kind,value,true_person_id,resolvable,is_shared,entity_id,true_account_id");
    StringBuilder mix = new StringBuilder();
    for (Persona persona : Persona.values()) {
      mix.append(",mix_").append(persona.label());
    }
    employments =
        open(
            "account_of_person.csv",
            "true_person_id,true_account_id,from_ms,to_ms,resolvable,entity_id,kind,buying_role,"
                + "title,department,dominant_persona,session_count"
                + mix);
    accounts =
        open(
            "accounts.csv",
            "true_account_id,segment,industry,country,employees,parent_account_id,domain,"
                + "domain_is_shared,lifecycle,person_count");
    outcomes =
        open(
            "outcomes.csv",
            "deal_id,true_account_id,deal_type,segment,industry,maturity,started_ms,created_ms,"
                + "closed_ms,outcome,eventual_outcome,amount,win_path,win_path_resolvable,"
                + "friction_loop,friction_loop_resolvable,slow_first_response,negative_onboarding,"
                + "onboarding_tickets,before_window");
    tickets =
        open(
            "tickets.csv",
            "ticket_id,true_person_id,true_account_id,created_ms,first_response_hours,emotion,"
                + "sentiment,is_onboarding,rating,customer_emotions");
  }

  private CsvFile open(String name, String columns) throws IOException {
    Path path = folder.resolve(name);
    String[] header = columns.split(",", -1);
    CsvFile file =
        name.endsWith(".gz")
            ? new CsvFile(GzipFile.create(path), CsvFile.Style.SPARSE, header)
            : new CsvFile(path, CsvFile.Style.SPARSE, header);
    files.add(file);
    return file;
  }

  /** Writes all that is to be told of an account. */
  void write(AccountTruth truth) throws IOException {
    truth.seeTheRest();
    writeEvents(truth);
    for (WebSession session : truth.story.sessions()) {
      writeSession(truth, session);
    }
    for (Person person : truth.story.people()) {
      writeEmployment(truth, person);
      writeIdentifiers(truth, person);
    }
    writeAccount(truth.story);
    for (Deal deal : truth.story.deals()) {
      if (truth.isExported(deal)) {
        writeOutcome(truth, deal);
      }
    }
    for (Ticket ticket : truth.story.tickets()) {
      writeTicket(ticket);
    }
  }

  private void writeEvents(AccountTruth truth) throws IOException {
    Map<String, Runs> byPerson = new HashMap<>();
    Map<String, Runs> byEntity = new HashMap<>();
    for (TruthEvent event : truth.events()) {
      Person person = event.person();
      String entity = truth.identities.entity(event.node());
      WebSession session = event.session();
      int all = byPerson.computeIfAbsent(person.personId(), p -> new Runs()).number(event);
      boolean webOfEntity = session != null && !entity.startsWith("anonymous:");
      int own = webOfEntity ? byEntity.computeIfAbsent(entity, e -> new Runs()).number(event) : 0;
      events.write(
          event.source(),
          event.key(),
          Long.toString(event.at()),
          event.precision(),
          event.file(),
          event.touchpoint(),
          Labels.bit(event.isTouchpoint()),
          event.direction(),
          person.personId(),
          entity,
          Labels.bit(truth.identities.isResolvable(person, event.node())),
          person.company().accountId(),
          truth.exported(event.dealId()),
          session == null ? "" : Integer.toString(truth.number(session)),
          Integer.toString(all),
          webOfEntity ? Integer.toString(own) : "",
          session == null ? "" : session.persona.label(),
          session == null ? "" : session.planted.label());
    }
  }

  /** Counts runs of touchpoints without a long pause; other events belong to the run before. */
  private static final class Runs {
    private long lastAt = Long.MIN_VALUE / 2;
    private int number;

    int number(TruthEvent event) {
      if (event.isTouchpoint()) {
        number += event.at() - lastAt > Window.INACTIVITY ? 1 : 0;
        lastAt = event.at();
      }
      return number;
    }
  }

  private void writeSession(AccountTruth truth, WebSession session) throws IOException {
    String node = truth.node(session);
    sessions.write(
        session.person.personId(),
        Integer.toString(truth.number(session)),
        truth.identities.entity(node),
        Labels.bit(truth.isResolvable(session)),
        session.person.company().accountId(),
        truth.exported(session.dealId),
        session.phase.label(),
        Long.toString(session.startedAt()),
        Long.toString(session.endedAt()),
        Integer.toString(session.path.size()),
        session.browser(0).kind().label(),
        Integer.toString(session.browserCount()),
        session.persona.label(),
        session.guess.persona().label(),
        Double.toString(Math.round(session.guess.probability() * 10_000) / 10_000.0),
        session.planted.label(),
        session.path.stream().map(WebTouchpoint::label).collect(Collectors.joining(" > ")),
        Double.toString(Math.round(session.guess.nextLogLoss() * 10_000) / 10_000.0));
  }

  private void writeEmployment(AccountTruth truth, Person person) throws IOException {
    Map<Persona, Integer> counts = new EnumMap<>(Persona.class);
    for (WebSession session : truth.story.sessions()) {
      if (session.person.equals(person)) {
        counts.merge(session.persona, 1, Integer::sum);
      }
    }
    int all = counts.values().stream().mapToInt(Integer::intValue).sum();
    String dominant = "";
    for (Map.Entry<Persona, Integer> each : counts.entrySet()) {
      boolean most = each.getValue().equals(Collections.max(counts.values()));
      dominant = most && dominant.isEmpty() ? each.getKey().label() : dominant;
    }
    List<String> values =
        new ArrayList<>(
            List.of(
                person.personId(),
                person.company().accountId(),
                Long.toString(person.from()),
                person.to() == Long.MAX_VALUE ? "" : Long.toString(person.to()),
                Labels.bit(truth.identities.isEmployerTold(person)),
                truth.identities.entity(person),
                person.kind().label(),
                person.role().label(),
                person.post().title(),
                person.post().department(),
                dominant,
                Integer.toString(all)));
    for (Persona persona : Persona.values()) {
      values.add(Double.toString(Math.round(person.taste().of(persona) * 10_000) / 10_000.0));
    }
    employments.write(values.toArray(String[]::new));
  }

  private void writeIdentifiers(AccountTruth truth, Person person) throws IOException {
    for (Person.Contact contact : person.contacts()) {
      writeIdentifier(truth, person, "sf_contact_id", contact.id(), contact.node());
    }
    Set<String> addresses = new HashSet<>();
    for (Person.Contact contact : person.contacts()) {
      String node = Identities.emailNode(contact.email());
      if (!contact.email().isEmpty() && addresses.add(node)) {
        writeIdentifier(truth, person, "email", node.substring(2), node);
      }
    }
    if (person.lead() != null) {
      String node = Identities.emailNode(person.lead().email());
      writeIdentifier(truth, person, "sf_lead_id", person.lead().id(), person.lead().node());
      if (addresses.add(node)) {
        writeIdentifier(truth, person, "email", node.substring(2), node);
      }
    }
    if (truth.identities.has(person.emailNode())) {
      writeIdentifier(truth, person, "email_sha256", person.loginHash(), person.emailNode());
    }
    for (Browser browser : person.browsers()) {
      if (truth.identities.has(browser.node())) {
        writeIdentifier(truth, person, "ga4_user_pseudo_id", browser.pseudoId(), browser.node());
      }
    }
    for (WebSession session : truth.story.sessions()) {
      if (Identities.isKiosk(session) && session.person.equals(person)) {
        String pseudoId = session.browser(0).pseudoId();
        writeIdentifier(truth, person, "ga4_user_pseudo_id", pseudoId, "anonymous:" + pseudoId);
      }
    }
    Set<Long> users = new HashSet<>();
    for (Ticket ticket : truth.story.tickets()) {
      Ticket.Requester requester = ticket.requester();
      if (ticket.person().equals(person) && users.add(requester.id())) {
        String node = Identities.node(requester);
        String address = Identities.emailNode(requester.email()).substring(2);
        writeIdentifier(truth, person, "zendesk_user_id", "" + requester.id(), node);
        writeIdentifier(truth, person, "zendesk_email", address, node);
      }
    }
  }

  private void writeIdentifier(
      AccountTruth truth, Person person, String kind, String value, String node)
      throws IOException {
    boolean shared = node.startsWith("anonymous:") || node.startsWith("mailbox:");
    identifiers.write(
        kind,
        value,
        person.personId(),
        Labels.bit(truth.identities.isResolvable(person, node)),
        Labels.bit(shared),
        truth.identities.entity(node),
        person.company().accountId());
  }

  /** People are counted where they began; who joins later is in {@code account_of_person}. */
  private void writeAccount(AccountStory story) throws IOException {
    Company company = story.company();
    accounts.write(
        company.accountId(),
        company.segment().label(),
        company.industry(),
        company.place().country,
        Integer.toString(company.employees()),
        company.parent() < 0 ? "" : CrmIds.of(CrmIds.ACCOUNT, company.parent(), 0),
        company.domain(),
        Labels.bit(company.sharesDomain()),
        story.lifecycle().label(),
        Long.toString(story.people().stream().filter(p -> p.company().equals(company)).count()));
  }

  private void writeOutcome(AccountTruth truth, Deal deal) throws IOException {
    Company company = truth.story.company();
    Deal.Exposure exposure = deal.exposure();
    boolean fresh = deal.isNewBusiness();
    outcomes.write(
        deal.id(),
        company.accountId(),
        deal.type().crmName,
        company.segment().label(),
        company.industry(),
        fresh ? deal.mature() ? "mature" : "emerging" : "",
        Long.toString(deal.startedAt()),
        Long.toString(deal.createdAt()),
        Long.toString(deal.closedAt()),
        truth.outcome(deal),
        deal.eventualOutcome(),
        Labels.money(deal.cents()),
        fresh ? Labels.bit(exposure.winPath()) : "",
        fresh ? Labels.bit(truth.holdsResolvably(deal, Effects.WIN_PATH)) : "",
        fresh ? Labels.bit(exposure.frictionLoop()) : "",
        fresh ? Labels.bit(truth.holdsResolvably(deal, Effects.FRICTION_LOOP)) : "",
        fresh ? "" : Labels.bit(exposure.slowFirstResponse()),
        fresh ? "" : Labels.bit(exposure.negativeOnboarding()),
        fresh ? "" : Integer.toString(exposure.onboardingTickets()),
        Labels.bit(truth.beganBefore(deal)));
  }

  private void writeTicket(Ticket ticket) throws IOException {
    double hours = Math.round(ticket.firstResponseHours() * 1000) / 1000.0;
    tickets.write(
        Long.toString(ticket.id()),
        ticket.person().personId(),
        ticket.person().company().accountId(),
        Long.toString(ticket.createdAt()),
        hours < 0 ? "" : Double.toString(hours),
        ticket.emotion().label(),
        Double.toString(ticket.sentiment()),
        Labels.bit(ticket.isOnboarding()),
        ticket.rating(),
        ticket.comments().stream()
            .filter(Ticket.Comment::isCustomers)
            .map(comment -> comment.emotion().label())
            .collect(Collectors.joining(" ")));
  }

  void writeBots(List<BotVisits.Bot> bots) throws IOException {
    CsvFile file = open("bots.csv", "user_pseudo_id,kind,events,started_ms");
    for (BotVisits.Bot bot : bots) {
      file.write(bot.pseudoId(), bot.kind(), "" + bot.events(), Long.toString(bot.startedAt()));
    }
  }

  void writeJson(String name, Map<String, ?> content) throws IOException {
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(new DefaultIndenter(" ", "\n"));
    String text = new ObjectMapper().writer(printer).writeValueAsString(content);
    Files.write(folder.resolve(name), (text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    for (CsvFile file : files) {
      file.close();
    }
  }
}
