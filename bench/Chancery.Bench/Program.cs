using BenchmarkDotNet.Running;

// dotnet run -c Release --project bench/Chancery.Bench -- --filter '*'
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
