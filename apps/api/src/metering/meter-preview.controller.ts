import { Body, Controller, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { previewMeter } from '#metering';
import { AcceptsJson } from '../limits/request-limits.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { toMeterFacts } from './meter-description.js';
import { MeterDescriptionDto, MeterPreviewDto, MAX_READINGS } from './meter-preview.dto.js';

@ApiTags('previews')
@Controller('metering')
export class MeterPreviewController {
  /**
   * Preview the measurement of a meter.
   * @remarks Calculates the quantity and its steps from the meter and the readings in the request. Stores nothing.
   */
  @Post('preview')
  @RequirePermission('contracts.write')
  @HttpCode(HttpStatus.OK)
  @AcceptsJson({ items: MAX_READINGS })
  preview(@Body() description: MeterDescriptionDto): MeterPreviewDto {
    const { flags, steps, windows, exceptions, ...measured } = previewMeter(toMeterFacts(description));
    return {
      ...measured,
      flags: [...flags],
      steps: [...steps],
      windows: windows && [...windows],
      exceptions: [...exceptions],
    };
  }
}
