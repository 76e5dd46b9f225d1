import { Injectable, type PipeTransform } from '@nestjs/common';
import { DomainError } from '#platform';

/** For days in paths, `YYYY-MM-DD`: what is no day of the calendar names nothing here (404). */
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
