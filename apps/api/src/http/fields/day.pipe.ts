import { Injectable, type PipeTransform } from '@nestjs/common';
import { DomainError } from '#platform';

/** Parses a day in a path, `YYYY-MM-DD`. A date that does not exist leads to 404. */
@Injectable()
export class DayPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    const day = new Date(`${value}T00:00:00Z`);
    if (
      !/^\d{4}-\d\d-\d\d$/.test(value) ||
      Number.isNaN(day.getTime()) ||
      day.toISOString().slice(0, 10) !== value
    ) {
      throw new DomainError('api.day_invalid');
    }
    return value;
  }
}
