/** Reads and writes JSON, and maps records to it. Depends on no other package. */
@NullMarked
package dev.execsession.json;

import org.jspecify.annotations.NullMarked;
