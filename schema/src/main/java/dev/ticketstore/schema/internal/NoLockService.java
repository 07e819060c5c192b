package dev.ticketstore.schema.internal;

import liquibase.database.Database;
import liquibase.exception.DatabaseException;
import liquibase.exception.LockException;
import liquibase.lockservice.StandardLockService;

/**
 * Liquibase's lock service on the connections of this library: it takes no lock, as the migration
 * already holds one that ends with the connection. It must not serve other connections. Liquibase
 * finds it through {@code META-INF/services}.
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

  /** Creates the table of locks, as Liquibase itself expects it later. */
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
