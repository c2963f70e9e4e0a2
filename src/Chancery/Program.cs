using Chancery.Host.Cli;

using var output = Terminal.Output();
using var error = Terminal.Error();
try
{
    return await CommandLine.RunAsync(args, output, error);
}
catch (Exception fault)
{
    return Guard.WriteFault(error, fault);
}
