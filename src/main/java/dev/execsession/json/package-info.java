/**
 * Reads and writes JSON, and maps records to it; the only user of the JSON library. Knows no other
 * package's types.
 */
@NullMarked
package dev.execsession.json;

import org.jspecify.annotations.NullMarked;
