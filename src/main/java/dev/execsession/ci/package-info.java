/**
 * Findings and test results in the formats of build services: GitHub's workflow commands, SARIF,
 * GitLab's code quality and JUnit's XML. Knows neither sessions nor plans; writes no file.
 */
@NullMarked
package dev.execsession.ci;

import org.jspecify.annotations.NullMarked;
