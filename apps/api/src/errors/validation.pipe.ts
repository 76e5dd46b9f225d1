import { ValidationPipe } from '@nestjs/common';
import { DomainError } from '#platform';
import { toFieldFaults } from './validation-faults.js';

/** What comes in is checked once, here: unknown fields are refused and every fault is told at its place. */
export function createValidationPipe(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    // Without it a fault loses what its text shows: `toFieldFaults` looks a rule's arguments up by the class.
    validationError: { target: true },
    exceptionFactory: (errors) => new DomainError('api.request_invalid', {}, toFieldFaults(errors)),
  });
}
