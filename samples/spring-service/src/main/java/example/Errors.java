package example;

import dev.ticketstore.IllegalStepException;
import dev.ticketstore.InvalidInputException;
import dev.ticketstore.TicketStoreException;
import dev.ticketstore.UnknownTicketException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * The status of each failure. With 503 nothing has changed, and the same request may be sent again.
 */
@RestControllerAdvice
class Errors {

  @ExceptionHandler
  ProblemDetail store(TicketStoreException e) {
    if (e.isRetryable()) {
      return problem(HttpStatus.SERVICE_UNAVAILABLE, e);
    }
    if (e instanceof InvalidInputException) {
      return problem(HttpStatus.BAD_REQUEST, e);
    }
    if (e instanceof UnknownTicketException) {
      return problem(HttpStatus.NOT_FOUND, e);
    }
    if (e instanceof IllegalStepException) {
      return problem(HttpStatus.CONFLICT, e);
    }
    return problem(HttpStatus.INTERNAL_SERVER_ERROR, e);
  }

  @ExceptionHandler
  ProblemDetail duplicate(DataIntegrityViolationException e) {
    return problem(HttpStatus.CONFLICT, e);
  }

  /** Spring tells SQLite's errors apart by their text only. */
  @ExceptionHandler
  ProblemDetail sqlite(UncategorizedSQLException e) {
    boolean constraint = e.getSQLException().getErrorCode() == 19;
    return problem(constraint ? HttpStatus.CONFLICT : HttpStatus.INTERNAL_SERVER_ERROR, e);
  }

  private static ProblemDetail problem(HttpStatus status, Exception e) {
    return ProblemDetail.forStatusAndDetail(status, e.getMessage());
  }
}
