import swcJest from '@swc/jest';

const RELATIVE_JS = /(\brequire\((["'])\.{1,2}\/[^"']*)\.js(\2\))/g;

/**
 * @swc/jest, and then `./x.js` becomes `./x`, so that it finds `x.ts`. jest's own `moduleNameMapper` would do the
 * same for tests, but not for the files that globalSetup loads, and it would meddle with node_modules too.
 */
export default {
  createTransformer(options) {
    const swc = swcJest.createTransformer(options);
    return {
      ...swc,
      process: (source, file, request) => {
        const { code, ...rest } = swc.process(source, file, request);
        return { ...rest, code: code.replace(RELATIVE_JS, '$1$3') };
      },
    };
  },
};
