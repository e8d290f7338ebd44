@echo off
rem Starts the reference platform; builds it first where it is not built yet.
setlocal
set "root=%~dp0.."
set "built=%root%\platform-simulator\target"
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
if not exist "%built%\lib" (
    pushd "%root%"
    call mvn -q -B -DskipTests package 1>&2 || exit /b 1
    popd
)
"%java%" -Dfile.encoding=UTF-8 -cp "%built%\*;%built%\lib\*" org.yibao.platform.cli.PlatformMain %*
exit /b %errorlevel%
