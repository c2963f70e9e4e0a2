using BenchmarkDotNet.Running;
using Chancery.Bench;

// dotnet run -c Release --project bench/Chancery.Bench -- --filter '*'
// dotnet run -c Release --project bench/Chancery.Bench -- quick
if (args is ["quick"])
    Quick.Run();
else
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
