/**
 * Names as bytes, and untrusted text made safe to print. Depends on nothing, accesses no files and
 * never prints.
 */
@NullMarked
package dev.execsession.text;

import org.jspecify.annotations.NullMarked;
