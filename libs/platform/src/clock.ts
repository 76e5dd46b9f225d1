import { Injectable } from '@nestjs/common';

/**
 * The product's clock. Business rules take `now` as an argument; services read it only here.
 * A demo world started with `--as-of` runs at a fixed offset from the machine's clock.
 */
@Injectable()
export class Clock {
  constructor(private readonly offsetMs: number = 0) {}

  now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }
}
