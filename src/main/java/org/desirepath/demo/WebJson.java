package org.desirepath.demo;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/**
 * Writes events as rows of the GA4 BigQuery export: nested parameters, 64-bit integers as strings,
 * nothing where there is nothing (Google, "GA4 BigQuery Export schema").
 */
final class WebJson {

  private static final byte[] TIMESTAMP = ascii("\",\"event_timestamp\":\"");
  private static final byte[] NAME = ascii("\",\"event_name\":\"");
  private static final byte[] PARAMS = ascii("\",\"event_params\":[");
  private static final byte[] KEY = ascii("{\"key\":\"");
  private static final byte[] TEXT = ascii("\",\"value\":{\"string_value\":\"");
  private static final byte[] NUMBER = ascii("\",\"value\":{\"int_value\":\"");
  private static final byte[] END_VALUE = ascii("\"}},");
  private static final byte[] BUNDLE = ascii("],\"event_bundle_sequence_id\":\"");
  private static final byte[] USER_ID = ascii("\",\"user_id\":\"");
  private static final byte[] PSEUDO_ID = ascii("\",\"user_pseudo_id\":\"");
  private static final byte[] LOGGED_IN =
      ascii("\"user_properties\":[{\"key\":\"login_state\",\"value\":{\"string_value\":\"in\"");
  private static final byte[] LOGGED_OUT =
      ascii("\"user_properties\":[{\"key\":\"login_state\",\"value\":{\"string_value\":\"out\"");
  private static final byte[] SET_AT = ascii(",\"set_timestamp_micros\":\"");
  private static final byte[] FIRST_TOUCH = ascii("\"}}],\"user_first_touch_timestamp\":\"");
  private static final byte[] DEVICE = ascii("\",\"device\":");
  private static final byte[] STREAM = ascii(",\"stream_id\":\"8240017731\",\"platform\":\"WEB\",");
  private static final byte[] BATCH_PAGE = ascii("\"is_active_user\":true,\"batch_page_id\":\"");
  private static final byte[] BATCH_ORDER = ascii("\",\"batch_ordering_id\":\"");
  private static final byte[] END = ascii("\",\"batch_event_index\":\"1\"}\n");

  private static final byte[] NO_ADS = consent("No");
  private static final byte[] WITH_ADS = consent("Yes");

  private final Map<Place, Map<Browser.Model, byte[]>> devices = new EnumMap<>(Place.class);
  private final Map<Channel, byte[]> firstChannels = new EnumMap<>(Channel.class);
  private final Map<Channel, byte[]> channels = new EnumMap<>(Channel.class);

  WebJson() {
    for (Place place : Place.values()) {
      Map<Browser.Model, byte[]> here = new EnumMap<>(Browser.Model.class);
      for (Browser.Model model : Browser.Model.values()) {
        here.put(model, utf8(device(model, place) + geo(place)));
      }
      devices.put(place, here);
    }
    for (Channel channel : Channel.values()) {
      firstChannels.put(channel, utf8(firstChannel(channel)));
      channels.put(channel, utf8(collected(channel)));
    }
  }

  /**
   * Fills the row, line break included.
   *
   * @param title the page's title; usually that of the event's page
   * @param bundle number of the batch the browser sent it in
   */
  void write(Bytes row, WebEvent event, String eventDate, String title, long bundle) {
    long micros = event.atMicros();
    row.clear().add("{\"event_date\":\"").add(eventDate);
    row.add(TIMESTAMP).add(micros).add(NAME).add(event.name()).add(PARAMS);
    writeParams(row, event, title);
    row.add(BUNDLE).add(bundle);
    if (!event.loginHash().isEmpty()) {
      row.add(USER_ID).add(event.loginHash());
    }
    String pseudoId = event.browser().pseudoId();
    row.add(PSEUDO_ID).add(pseudoId);
    row.add(pseudoId.charAt(0) > '5' ? WITH_ADS : NO_ADS);
    row.add(event.loginHash().isEmpty() ? LOGGED_OUT : LOGGED_IN).add(SET_AT).add(micros);
    row.add(FIRST_TOUCH).add(event.firstTouchMillis() * 1000);
    Place place = event.session().person.company().place();
    row.add(DEVICE).add(devices.get(place).get(event.browser().model()));
    row.add(firstChannels.get(event.browser().firstChannel())).add(STREAM);
    if (event.landing()) {
      row.add(channels.get(event.session().channel));
    }
    row.add(BATCH_PAGE).add(event.gaSessionId() * 1000).add(BATCH_ORDER).add(event.order());
    row.add(END);
  }

  private static void writeParams(Bytes row, WebEvent event, String title) {
    text(row, "page_location", event.location());
    text(row, "page_title", title);
    if (!event.referrer().isEmpty()) {
      text(row, "page_referrer", event.referrer());
    }
    number(row, "ga_session_id", event.gaSessionId());
    number(row, "ga_session_number", event.gaSessionNumber());
    if (event.engagementMillis() >= 0) {
      number(row, "engagement_time_msec", event.engagementMillis());
    }
    text(row, "session_engaged", event.order() > 1 ? "1" : "0");
    Channel channel = event.session().channel;
    if (event.landing() && channel != Channel.DIRECT) {
      text(row, "source", channel.source);
      text(row, "medium", channel.medium);
      if (!channel.campaign.isEmpty()) {
        text(row, "campaign", channel.campaign);
      }
    }
    if (event.isTouchpoint()) {
      writeOwnParams(row, event);
    } else if (event.name().equals("scroll")) {
      number(row, "percent_scrolled", 90);
    }
    // The last parameter has a comma too many.
    row.cut(row.length() - 1);
  }

  private static void writeOwnParams(Bytes row, WebEvent event) {
    if (event.touchpoint().isForm()) {
      text(row, "form_id", event.touchpoint().label());
    }
    if (!event.email().isEmpty()) {
      text(row, "email_sha256", event.email());
    }
    String location = event.location();
    switch (event.touchpoint()) {
      case SEARCH -> {
        int from = location.indexOf("q=") + 2;
        int to = location.indexOf('&', from);
        String term = location.substring(from, to < 0 ? location.length() : to);
        text(row, "search_term", term.replace('+', ' '));
      }
      case WHITEPAPER_DOWNLOAD -> {
        int to = location.indexOf('?');
        String page = to < 0 ? location : location.substring(0, to);
        text(row, "file_name", page.substring(page.lastIndexOf('/') + 1) + ".pdf");
        text(row, "file_extension", "pdf");
      }
      case CHECKOUT -> {
        text(row, "currency", "EUR");
        // Between 50 and 5,000, told by the moment so that nothing needs to be remembered.
        String value = Labels.money(5000 + event.atMillis() / 7 % 495_000);
        row.add("{\"key\":\"value\",\"value\":{\"double_value\":").add(value).add("}},");
        text(row, "transaction_id", "F" + event.atMillis());
      }
      default -> {}
    }
  }

  private static void text(Bytes row, String key, String value) {
    row.add(KEY).add(key).add(TEXT).addJson(value).add(END_VALUE);
  }

  private static void number(Bytes row, String key, long value) {
    row.add(KEY).add(key).add(NUMBER).add(value).add(END_VALUE);
  }

  private static String device(Browser.Model model, Place place) {
    boolean mobile = !model.brand.isEmpty();
    String maker =
        mobile
            ? "\"mobile_brand_name\":\"%s\",\"mobile_model_name\":\"%s\","
                .formatted(model.brand, model.device)
            : "";
    String category = mobile ? "mobile" : "desktop";
    return "{\"category\":\"%s\",%s\"operating_system\":\"%s\",\"language\":\"%s\","
            .formatted(category, maker, model.system, place.language)
        + "\"is_limited_ad_tracking\":\"No\",\"web_info\":{\"browser\":\"%s\","
            .formatted(model.browser)
        + "\"hostname\":\"www.%s\"}}".formatted(WebTouchpoint.DOMAIN);
  }

  private static String geo(Place place) {
    return ",\"geo\":{\"continent\":\"%s\",\"country\":\"%s\",\"region\":\"%s\",\"city\":\"%s\"}"
        .formatted(place.continent, place.country, place.region, place.city);
  }

  private static String firstChannel(Channel channel) {
    String name = channel.campaign.isEmpty() ? "(not set)" : channel.campaign;
    return ",\"traffic_source\":{\"name\":\"%s\",\"medium\":\"%s\",\"source\":\"%s\"}"
        .formatted(
            channel == Channel.DIRECT ? channel.source : name, channel.medium, channel.source);
  }

  private static String collected(Channel channel) {
    if (channel == Channel.DIRECT) {
      return "";
    }
    String campaign =
        channel.campaign.isEmpty() ? "" : "\"manual_campaign_name\":\"" + channel.campaign + "\",";
    return "\"collected_traffic_source\":{%s\"manual_source\":\"%s\",\"manual_medium\":\"%s\"},"
        .formatted(campaign, channel.source, channel.medium);
  }

  private static byte[] consent(String ads) {
    return utf8(
        "\",\"privacy_info\":{\"analytics_storage\":\"Yes\",\"ads_storage\":\"%s\",".formatted(ads)
            + "\"uses_transient_token\":\"No\"},");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
