import { Module } from '@nestjs/common';
import { TermsController } from './terms.controller.js';

/** Clauses of contracts, worked out beforehand. */
@Module({ controllers: [TermsController] })
export class TermsApiModule {}
