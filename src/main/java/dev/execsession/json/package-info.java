/** Reads and writes JSON, and maps records to it. Knows no other package's types. */
@NullMarked
package dev.execsession.json;

import org.jspecify.annotations.NullMarked;
