/** The JSON Schemas in {@code docs/schema}: drafted from the code, and held to real documents. */
@NullMarked
package dev.execsession.schema;

import org.jspecify.annotations.NullMarked;
