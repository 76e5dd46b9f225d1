import { Module } from '@nestjs/common';
import { DiagnosticsModule } from '#diagnostics';
import { DiagnosticsPreviewController } from './diagnostics-preview.controller.js';

/** Previews of the detectors and of the remaining life. */
@Module({ imports: [DiagnosticsModule], controllers: [DiagnosticsPreviewController] })
export class DiagnosticsApiModule {}
