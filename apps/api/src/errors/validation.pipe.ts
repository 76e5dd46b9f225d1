import { ValidationPipe } from '@nestjs/common';
import { DomainError, type FieldFault } from '#platform';
import { toFieldFaults } from './validation-faults.js';

/** What comes in is checked once, here: unknown fields are refused and every fault is told at its place. */
export function createValidationPipe(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    // Without it a fault loses what its text shows: `toFieldFaults` looks a rule's arguments up by the class.
    validationError: { target: true },
    exceptionFactory: (errors) => refusalOf(toFieldFaults(errors)),
  });
}

/** What nobody knows is a request that was not understood; values that can't be are understood, and refused. */
function refusalOf(faults: readonly FieldFault[]): DomainError {
  return faults.some(({ code }) => code === 'validation.unknown_field')
    ? new DomainError('api.field_unknown', {}, faults)
    : new DomainError('api.request_invalid', {}, faults);
}
