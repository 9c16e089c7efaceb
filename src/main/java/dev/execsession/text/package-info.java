/**
 * Names as bytes and foreign text made safe to show. Depends on nothing, touches no file and never
 * prints.
 */
@NullMarked
package dev.execsession.text;

import org.jspecify.annotations.NullMarked;
