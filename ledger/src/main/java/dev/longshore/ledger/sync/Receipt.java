package dev.longshore.ledger.sync;

import dev.longshore.ledger.TakenFile;

/**
 * That the target holds a content.
 *
 * @param target where
 * @param proof by which sum that is known
 */
public record Receipt(TakenFile file, String target, String proof) {}
