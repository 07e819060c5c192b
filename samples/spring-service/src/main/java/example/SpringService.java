package example;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Counts violations that monitors report over HTTP, and shows the tickets to people. */
@SpringBootApplication
public class SpringService {

  public static void main(String[] arguments) {
    SpringApplication.run(SpringService.class, arguments);
  }
}
