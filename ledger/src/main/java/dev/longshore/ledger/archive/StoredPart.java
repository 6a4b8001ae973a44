package dev.longshore.ledger.archive;

import java.util.List;
import java.util.Map;

/**
 * A part that the store holds.
 *
 * @param pieces CRCs of entries that lie in several parts
 * @param entryCrcs CRCs of whole entries, by ordinal, as far as they became known
 */
public record StoredPart(String etag, List<PieceCrc> pieces, Map<Long, Integer> entryCrcs) {}
