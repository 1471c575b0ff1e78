/** What may go wrong with a connection or a reply, rather than with the action. */
export type FaultEffect = 'reset' | 'lost-reply' | 'html-502' | 'html-200' | 'truncated' | 'stall' | 'empty';
