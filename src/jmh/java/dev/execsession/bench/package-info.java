/** Measures what the tool costs beside what people use today, always both in the same run. */
@NullMarked
package dev.execsession.bench;

import org.jspecify.annotations.NullMarked;
