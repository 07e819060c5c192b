package dev.ticketstore.schema.internal;

import liquibase.database.Database;
import liquibase.exception.DatabaseException;
import liquibase.exception.LockException;
import liquibase.lockservice.StandardLockService;

/**
 * Keeps Liquibase from its lock on the connections of this library, which holds one of its own that
 * ends with the connection. Liquibase finds it as a service, and asks which connections it is for.
 */
public final class NoLockService extends StandardLockService {

  @Override
  public int getPriority() {
    return super.getPriority() + 1;
  }

  @Override
  public boolean supports(Database database) {
    return database.getConnection() instanceof BorrowedConnection;
  }

  @Override
  public void waitForLock() throws LockException {
    acquireLock();
  }

  /** Still makes the table of locks, which belongs to a database of Liquibase's. */
  @Override
  public boolean acquireLock() throws LockException {
    try {
      init();
    } catch (DatabaseException e) {
      throw new LockException(e);
    }
    hasChangeLogLock = true;
    return true;
  }

  @Override
  public void releaseLock() {
    hasChangeLogLock = false;
  }
}
