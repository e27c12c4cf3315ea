package org.desirepath.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * What visitors can do on the vendor's web sites: forty kinds of page or action. A page is told by
 * its address, an action by the name of its event.
 */
enum WebTouchpoint {
  HOME(
      "page_view",
      "Fernhall | Service visits that keep their promise",
      "www/",
      "www/en/",
      "www/de/"),
  PRODUCT(
      "page_view",
      "Product overview | Fernhall",
      "www/product",
      "www/product/dispatch",
      "www/product/route-board"),
  FEATURES(
      "page_view",
      "Features | Fernhall",
      "www/features/checklists",
      "www/features/offline",
      "www/features/photo-proof"),
  INTEGRATIONS(
      "page_view",
      "Integrations | Fernhall",
      "www/integrations",
      "www/integrations/calendar",
      "www/integrations/erp"),
  SECURITY("page_view", "Security and trust | Fernhall", "www/security", "www/trust/iso-27001"),
  SOLUTIONS(
      "page_view",
      "Solutions by industry | Fernhall",
      "www/solutions/elevators",
      "www/solutions/heat-pumps",
      "www/solutions/water"),
  PRICING(
      "page_view", "Pricing | Fernhall", "www/pricing", "www/pricing/enterprise", "www/de/preise"),
  ROI_CALCULATOR("page_view", "ROI calculator | Fernhall", "www/roi-calculator"),
  COMPARE(
      "page_view",
      "Compare | Fernhall",
      "www/compare/wall-planner",
      "www/compare/paper-forms",
      "www/compare/in-house"),
  CASE_STUDY(
      "page_view",
      "Case study | Fernhall",
      "www/case-studies/#",
      "www/case-studies/rowan-lift",
      "www/case-studies/stadtwerke-linden"),
  CUSTOMERS("page_view", "Our customers | Fernhall", "www/customers"),
  BLOG_POST("page_view", "Blog | Fernhall", "www/blog/#-first-time-fix", "www/blog/#-van-stock"),
  WHITEPAPER("page_view", "White paper | Fernhall", "www/resources/whitepaper-#"),
  WHITEPAPER_DOWNLOAD("file_download", "White paper | Fernhall", "www/resources/whitepaper-#"),
  WEBINAR_PAGE("page_view", "Webinar | Fernhall", "www/webinars/#"),
  WEBINAR_SIGNUP("generate_lead", "Webinar | Fernhall", "www/webinars/#"),
  VIDEO("video_start", "Product tour | Fernhall", "www/product/tour"),
  DOCS(
      "page_view",
      "Guide | Fernhall Docs",
      "docs/guide/#",
      "docs/guide/work-orders",
      "docs/guide/single-sign-on"),
  API_REFERENCE(
      "page_view", "API reference | Fernhall Docs", "docs/api/v2/#", "docs/api/v2/visits"),
  QUICKSTART("page_view", "Quickstart | Fernhall Docs", "docs/quickstart"),
  CHANGELOG("page_view", "Changelog | Fernhall Docs", "docs/changelog"),
  STATUS_PAGE("page_view", "System status | Fernhall", "status/"),
  COMMUNITY("page_view", "Community | Fernhall", "community/t/#"),
  SEARCH(
      "view_search_results",
      "Search | Fernhall",
      "www/search?q=route",
      "docs/search?q=webhook",
      "help/search?q=sync+#"),
  HELP_ARTICLE(
      "page_view", "Help centre | Fernhall", "help/hc/articles/#", "help/hc/articles/lost-device"),
  ERROR_PAGE(
      "page_view",
      "Something went wrong | Fernhall",
      "app/error?code=403",
      "app/error?code=500",
      "docs/error?code=404"),
  SUPPORT_PORTAL("page_view", "Your requests | Fernhall Help", "help/hc/requests"),
  TICKET_FORM("page_view", "Submit a request | Fernhall Help", "help/hc/requests/new"),
  CHAT("chat_start", "Chat | Fernhall", "help/hc", "www/pricing"),
  LOGIN("page_view", "Log in | Fernhall", "app/login"),
  APP_DASHBOARD("page_view", "Dashboard | Fernhall App", "app/dashboard", "app/dashboard/region-#"),
  APP_USAGE("page_view", "Plan | Fernhall App", "app/plans/#", "app/reports/#", "app/forecasts/#"),
  BILLING("page_view", "Billing | Fernhall App", "app/billing", "app/billing/invoices/#"),
  QUOTE("page_view", "Your quote | Fernhall", "www/quote", "app/quote/#"),
  CART("add_to_cart", "Order seats | Fernhall App", "app/shop/seats"),
  CHECKOUT("purchase", "Order placed | Fernhall App", "app/shop/checkout"),
  DEMO_REQUEST("generate_lead", "Request a demo | Fernhall", "www/demo"),
  CONTACT_SALES("generate_lead", "Contact sales | Fernhall", "www/contact-sales"),
  TRIAL_SIGNUP("sign_up", "Start a trial | Fernhall", "www/trial"),
  ABOUT("page_view", "About us | Fernhall", "www/about", "www/careers");

  static final String DOMAIN = "fernhall.example";

  private static final int FIRST_PAGE = 100;
  private static final int PAGES = 40;

  final String eventName;
  final String title;
  private final List<String> locations;

  /** {@code #} in a page stands for the numbers of {@value #PAGES} like pages. */
  WebTouchpoint(String eventName, String title, String... pages) {
    this.eventName = eventName;
    this.title = title;
    List<String> all = new ArrayList<>();
    for (String page : pages) {
      int slash = page.indexOf('/');
      String location =
          "https://" + page.substring(0, slash) + "." + domain() + page.substring(slash);
      // Each page as often as its like, whether it stands for one address or for forty.
      for (int number = FIRST_PAGE; number < FIRST_PAGE + PAGES; number++) {
        all.add(location.replace("#", Integer.toString(number)));
      }
    }
    locations = List.copyOf(all);
  }

  // A constant of the enum itself cannot be read while its members are made.
  private static String domain() {
    return DOMAIN;
  }

  List<String> locations() {
    return locations;
  }

  String anyLocation(Dice dice) {
    return dice.pick(locations);
  }

  /** The form a {@code generate_lead} event names. */
  boolean isForm() {
    return eventName.equals("generate_lead");
  }

  /** Whether visitors may leave their address here. */
  boolean asksForEmail() {
    return switch (this) {
      case WHITEPAPER_DOWNLOAD, WEBINAR_SIGNUP, DEMO_REQUEST, CONTACT_SALES, TRIAL_SIGNUP -> true;
      default -> false;
    };
  }

  /** Whether only people who are logged in get here, if they have a log-in at all. */
  boolean isInsideProduct() {
    return switch (this) {
      case APP_DASHBOARD, APP_USAGE, BILLING, CART, CHECKOUT -> true;
      default -> false;
    };
  }

  String label() {
    return Labels.of(this);
  }
}
