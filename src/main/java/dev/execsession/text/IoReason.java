package dev.execsession.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Describes I/O errors in the system's own words. */
public final class IoReason {
  private IoReason() {}

  /** Returns the reason without the path. */
  public static String of(Exception cause) {
    if (cause instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
      return of(unchecked.getCause());
    }
    // Java distinguishes these by class and drops the system's message.
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (cause instanceof FileAlreadyExistsException) {
      return "it already exists";
    }
    if (cause instanceof NotDirectoryException) {
      return "not a folder";
    }
    if (cause instanceof FileSystemException file && file.getReason() != null) {
      return TextSanitizer.oneLine(file.getReason());
    }
    String message = cause.getMessage();
    return message != null && cause instanceof IOException
        ? TextSanitizer.oneLine(message)
        : cause.getClass().getSimpleName();
  }
}
