/**
 * Reports as one HTML page each, without any other file: for a session and for a verification.
 * Markup comes from code only; every text and attribute value is escaped by {@link
 * dev.execsession.report.html.Html}. Pure functions, like the package above.
 */
@NullMarked
package dev.execsession.report.html;

import org.jspecify.annotations.NullMarked;
