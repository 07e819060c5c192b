package example;

import dev.ticketstore.Page;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TicketStore;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class TicketController {

  private final TicketStore store;

  TicketController(TicketStore store) {
    this.store = store;
  }

  /**
   * A page of tickets, newest first.
   *
   * @param next the cursor of the next page; null on the last one
   */
  record Tickets(List<TicketView> tickets, String next) {}

  @GetMapping("/tickets")
  Tickets list(
      @RequestParam(required = false) String after, @RequestParam(defaultValue = "50") int size) {
    TicketQuery.Builder query = TicketQuery.builder().unresolved().pageSize(size);
    Page page = store.list((after == null ? query : query.after(after)).build());
    return new Tickets(page.tickets().stream().map(TicketView::of).toList(), page.next());
  }

  @PostMapping("/tickets/{id}/acknowledge")
  TicketView acknowledge(@PathVariable long id, @RequestParam String by) {
    return TicketView.of(store.by(by).acknowledge(id).ticket());
  }
}
