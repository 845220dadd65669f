/** The bounds of the language: how much may be written, how deep, and how much one evaluation may do. */

/** Characters of one expression. */
export const MAX_SOURCE = 8_192;

/** Levels of an expression, of a value, and of brackets while reading. */
export const MAX_DEPTH = 256;

/** Characters of any text that an evaluation makes. */
export const MAX_TEXT = 2 * 1_024 * 1_024;

/** Elements of any list that an evaluation makes. */
export const MAX_LIST = 1_024 * 1_024;

/** Work of one evaluation: a unit is a node visited, a character made, an eighth of an element made, 64 comparisons in a search. */
export const MAX_WORK = 16 * 1_024 * 1_024;
