package org.desirepath.demo;

/** Kinds of dirt in the exports, and what a careful reader does with each. */
enum Dirt {
  BOT(Fate.BOT),
  EXACT_DUPLICATE(Fate.DUPLICATE),
  NEAR_DUPLICATE(Fate.DUPLICATE),
  SUPERSEDED_VERSION(Fate.DUPLICATE),
  MALFORMED_JSON(Fate.QUARANTINED),
  WRONG_TYPE(Fate.QUARANTINED),
  MISSING_EVENT_NAME(Fate.QUARANTINED),
  MISSING_TIMESTAMP(Fate.QUARANTINED),
  MISSING_USER_PSEUDO_ID(Fate.QUARANTINED),
  MISSING_ID(Fate.QUARANTINED),
  TIMESTAMP_1970(Fate.QUARANTINED),
  TIMESTAMP_FUTURE(Fate.QUARANTINED),
  OVERSIZE_RECORD(Fate.QUARANTINED),
  OVERSIZE_FIELD(Fate.QUARANTINED),
  TOO_FEW_COLUMNS(Fate.QUARANTINED),
  TOO_MANY_COLUMNS(Fate.QUARANTINED),
  ODD_BUT_GOOD_ACCEPTED(Fate.ACCEPTED),
  ODD_TEXT_ACCEPTED(Fate.ACCEPTED),
  ID_15_CHARACTERS_ACCEPTED(Fate.ACCEPTED),
  GOOD_EXTRA_ROWS(Fate.ACCEPTED),
  FILE_ZERO_BYTES(Fate.REFUSED_FILE),
  FILE_TRUNCATED_GZIP(Fate.REFUSED_FILE);

  /** What becomes of a row or file. */
  enum Fate {
    ACCEPTED,
    DUPLICATE,
    QUARANTINED,
    BOT,
    REFUSED_FILE
  }

  /** Longer than any reader should accept in one field. */
  static final int OVERSIZE = 1 << 20;

  final Fate fate;

  Dirt(Fate fate) {
    this.fate = fate;
  }

  String label() {
    return Labels.of(this);
  }
}
