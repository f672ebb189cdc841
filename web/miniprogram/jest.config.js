module.exports = {
  testEnvironment: "jsdom",
  testMatch: ["<rootDir>/tests/*.test.js"],
  testTimeout: 30000, // on a machine that does other things as well
  cacheDirectory: "<rootDir>/node_modules/.cache/jest",
};
