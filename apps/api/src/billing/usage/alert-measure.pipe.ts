import { Injectable, type PipeTransform } from '@nestjs/common';
import { DomainError } from '#platform';
import { ALERT_MEASURES, type AlertMeasure } from '#revenue';

/**
 * Parses the measure of a usage alert in a path.
 * @throws DomainError billing.alert_not_found for an unknown measure
 */
@Injectable()
export class AlertMeasurePipe implements PipeTransform<string, AlertMeasure> {
  transform(value: string): AlertMeasure {
    const measure = ALERT_MEASURES.find((known) => known === value);
    if (measure === undefined) throw new DomainError('billing.alert_not_found');
    return measure;
  }
}
