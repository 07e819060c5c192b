package example;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ReadingController {

  private final Readings readings;

  ReadingController(Readings readings) {
    this.readings = readings;
  }

  /** Answers after the commit of the reading and its ticket. */
  @PostMapping("/readings")
  Readings.Reading add(@RequestBody Readings.Reading reading) {
    readings.add(reading);
    return reading;
  }
}
