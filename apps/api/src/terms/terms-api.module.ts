import { Module } from '@nestjs/common';
import { TermsController } from './terms.controller.js';

/** Previews of contract terms. */
@Module({ controllers: [TermsController] })
export class TermsApiModule {}
