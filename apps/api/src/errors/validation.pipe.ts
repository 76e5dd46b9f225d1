import { ValidationPipe } from '@nestjs/common';
import { DomainError, type FieldFault } from '#platform';
import { toFieldFaults } from './validation-faults.js';

/** Creates the pipe that validates all input. It rejects unknown fields and reports each error at its field. */
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

/** Reports unknown fields with a different code from invalid values. */
function toDomainError(faults: readonly FieldFault[]): DomainError {
  return faults.some(({ code }) => code === 'validation.unknown_field')
    ? new DomainError('api.field_unknown', {}, faults)
    : new DomainError('api.request_invalid', {}, faults);
}
