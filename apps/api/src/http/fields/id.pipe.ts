import { Injectable, type PipeTransform } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { DomainError } from '#platform';

/** For ids in paths: what can't be an id names nothing here (404), and never reaches the database as a cast error. */
@Injectable()
export class IdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!isUUID(value)) throw new DomainError('api.id_invalid');
    return value.toLowerCase();
  }
}
