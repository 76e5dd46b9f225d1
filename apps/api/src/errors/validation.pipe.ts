import { ValidationPipe } from '@nestjs/common';
import { DomainError, type FieldFault } from '#platform';
import { toFieldFaults } from './validation-faults.js';

/** Validates all input: rejects unknown fields, and reports each error at its location. */
export function createValidationPipe(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    // `toFieldFaults` needs the class to look up a rule's arguments, which the error text displays.
    validationError: { target: true },
    exceptionFactory: (errors) => toDomainError(toFieldFaults(errors)),
  });
}

/** Distinguishes unknown fields from invalid values: a request with an unknown field was not understood. */
function toDomainError(faults: readonly FieldFault[]): DomainError {
  return faults.some(({ code }) => code === 'validation.unknown_field')
    ? new DomainError('api.field_unknown', {}, faults)
    : new DomainError('api.request_invalid', {}, faults);
}
