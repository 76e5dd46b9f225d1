import { Injectable, type PipeTransform } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { DomainError } from '#platform';

/** Parses an id in a path. An invalid id leads to 404, because it would cause a cast error in the database. */
@Injectable()
export class IdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!isUUID(value)) throw new DomainError('api.id_invalid');
    return value.toLowerCase();
  }
}
